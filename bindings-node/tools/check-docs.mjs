// Everything that users can name has a comment in the declarations that they get.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const entry = join(dirname(fileURLToPath(import.meta.url)), '../lib/index.d.ts')
const program = ts.createProgram([entry], { target: ts.ScriptTarget.ES2022, types: ['node'], skipLibCheck: true })
const checker = program.getTypeChecker()
const ours = dirname(entry)
let seen = 0
const bare = []

function check(symbol, name) {
  // One that comes from Error, or from the language, has its comment elsewhere.
  if (!symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(ours))) return
  const tags = symbol.getJsDocTags(checker).map((tag) => tag.name)
  if (tags.includes('internal')) return
  seen += 1
  if (!symbol.getDocumentationComment(checker).length) bare.push(name)
}

/** What is written between the braces of a class or interface, inherited members included, or of a constant. */
function members(symbol) {
  if (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) {
    const own = [checker.getDeclaredTypeOfSymbol(symbol)]
    if (symbol.flags & ts.SymbolFlags.Class) own.push(checker.getTypeOfSymbol(symbol))
    return own.flatMap((type) => type.getProperties())
  }
  return symbol.flags & ts.SymbolFlags.Variable ? checker.getTypeOfSymbol(symbol).getProperties() : []
}

for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))) {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  check(symbol, exported.name)
  for (const member of members(symbol)) {
    // Private fields and the language's own symbols.
    if (/^__#|^__@|^#|^prototype$/.test(member.name)) continue
    check(member, `${exported.name}.${member.name}`)
  }
}
for (const name of [...new Set(bare)]) console.error(`check-docs: no comment: ${name}`)
console.log(`check-docs: ${seen} names, ${bare.length} without a comment`)
process.exitCode = bare.length ? 1 : 0
