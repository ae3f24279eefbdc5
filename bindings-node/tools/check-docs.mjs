// Everything that users can name has a comment in the declarations that they get.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const ours = join(dirname(fileURLToPath(import.meta.url)), '../lib')
const entries = ['index.d.ts', 'compat/ionos/index.d.ts'].map((name) => join(ours, name))
const program = ts.createProgram(entries, { target: ts.ScriptTarget.ES2022, types: ['node'], skipLibCheck: true })
const checker = program.getTypeChecker()
// Names as the core writes them, and what only callers in Rust are told; names of the environment are in capitals.
const FOREIGN = /\b[a-z]+_[a-z_]+\b|\bTokio\b|\bblocking\b|Cheap to clone/g
// What a service writes in that way is its own.
const surface = join(dirname(fileURLToPath(import.meta.url)), '../../api/surface.json')
const WORDS = new Set(JSON.parse(readFileSync(surface, 'utf8')).words.flatMap((word) => Object.values(word.known)))
// The same in every language, as what is given and not as a name.
for (const word of ['delete_new', 'keep_both']) WORDS.add(word)
// The parts of a filter are the service's names in every language.
const FILTER = '`namespace, name, category, is_public, order_column, order_type`'
// Called by the language itself, which says with what.
const OF_THE_LANGUAGE = /\.(then|addEventListener|removeEventListener)$/
let seen = 0
const problems = []

function check(symbol, name) {
  // One that comes from Error, or from the language, has its comment elsewhere.
  if (!symbol.declarations?.some((declaration) => declaration.getSourceFile().fileName.startsWith(ours))) return
  const tags = symbol.getJsDocTags(checker).map((tag) => tag.name)
  if (tags.includes('internal')) return
  seen += 1
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker))
  if (!text) problems.push(`no comment: ${name}`)
  const tagged = symbol.getJsDocTags(checker).map((tag) => ts.displayPartsToString(tag.text))
  for (const word of [text, ...tagged].flatMap((one) => one.replace(FILTER, '').match(FOREIGN) ?? [])) {
    if (WORDS.has(word)) continue
    problems.push(`${word} is no word of this language: ${name}`)
  }
  if (OF_THE_LANGUAGE.test(name)) return
  for (const declaration of symbol.declarations.filter(ts.isFunctionLike)) checkParameters(declaration, name)
}

/** Every argument is told of. */
function checkParameters(declaration, name) {
  for (const parameter of declaration.parameters) {
    const given = parameter.name.getText()
    const isTold = ts.getJSDocParameterTags(parameter).some((tag) => tag.comment)
    if (given !== 'this' && !isTold) problems.push(`no @param ${given}: ${name}`)
  }
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

const exportsOf = (entry) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))
for (const exported of entries.flatMap(exportsOf)) {
  const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
  check(symbol, exported.name)
  for (const member of members(symbol)) {
    // Private fields and the language's own symbols.
    if (/^__#|^__@|^#|^prototype$/.test(member.name)) continue
    check(member, `${exported.name}.${member.name}`)
  }
  const made = symbol.declarations.filter(ts.isClassDeclaration).flatMap((one) => one.members)
  const isPublic = (one) =>
    !(ts.getCombinedModifierFlags(one) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))
  for (const one of made.filter(ts.isConstructorDeclaration).filter(isPublic))
    checkParameters(one, `new ${exported.name}`)
}
for (const problem of new Set(problems)) console.error(`check-docs: ${problem}`)
console.log(`check-docs: ${seen} names, ${problems.length} problems`)
process.exitCode = problems.length ? 1 : 0
