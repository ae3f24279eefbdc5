// What the official package declares is declared by ours in the same way, or stands in exceptions.tsv with a reason.
'use strict'

const fs = require('node:fs')
const path = require('node:path')

const ts = require(path.join(__dirname, '../../../../bindings-node/node_modules/typescript'))

/** What an entry declares for its users: `NAME` and `NAME.MEMBER`, each with its form. */
function declared(entry) {
  const { ScriptTarget, ModuleKind, ModuleResolutionKind } = ts
  const resolution = { module: ModuleKind.CommonJS, moduleResolution: ModuleResolutionKind.Node10 }
  const program = ts.createProgram([entry], { target: ScriptTarget.ES2022, ...resolution, strict: true, types: [] })
  const checker = program.getTypeChecker()
  const form = (type) => checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation)
  const found = new Map()

  function members(name, type) {
    for (const member of type.getProperties()) {
      const declaration = member.valueDeclaration
      if (/^__|^prototype$/.test(member.name) || !declaration) continue
      if (ts.getCombinedModifierFlags(declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) continue
      const isOptional = Boolean(member.flags & ts.SymbolFlags.Optional)
      const value = ts.isEnumMember(declaration) ? declaration.initializer.text : form(checker.getTypeOfSymbol(member))
      found.set(`${name}.${member.name}`, `${isOptional ? '?' : ''}: ${value}`)
    }
  }

  for (const exported of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)))) {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    const { name, flags } = symbol
    if (flags & ts.SymbolFlags.Interface) {
      found.set(name, 'interface')
      members(name, checker.getDeclaredTypeOfSymbol(symbol))
    } else if (flags & ts.SymbolFlags.Enum) {
      found.set(name, 'enum')
      members(name, checker.getTypeOfSymbol(symbol))
    } else if (flags & ts.SymbolFlags.Class) {
      found.set(name, 'class')
      const statics = checker.getTypeOfSymbol(symbol)
      const [made] = statics.getConstructSignatures()
      found.set(`new ${name}`, checker.signatureToString(made))
      members(name, statics)
      members(name, checker.getDeclaredTypeOfSymbol(symbol))
    } else found.set(name, form(checker.getTypeOfSymbol(symbol)))
  }
  return found
}

/** Names that may differ. */
function readExceptions() {
  const lines = fs.readFileSync(path.join(__dirname, 'exceptions.tsv'), 'utf8').trim().split('\n')
  return new Map(lines.map((line) => line.split('\t')))
}

/** Whether each name is as it should be, and what to say where it is not. */
exports.compareNames = ({ official, ours }) => {
  const [theirs, here] = [declared(path.join(official, 'dist/index.d.ts')), declared(path.join(ours, 'index.d.ts'))]
  const exceptions = readExceptions()
  const checks = []
  for (const [name, wanted] of theirs) {
    const owner = name.replace(/^new |\..*$/g, '')
    // A name that is missing says enough for its members.
    if (owner !== name && !here.has(owner)) continue
    const got = here.get(name) ?? 'missing'
    const reason = exceptions.get(name)
    exceptions.delete(name)
    if (wanted === got) checks.push([reason === undefined, `${name}: in exceptions.tsv, but it does not differ`])
    else checks.push([Boolean(reason), `${name}: official ${wanted}, ours ${got}`])
  }
  for (const name of exceptions.keys()) checks.push([false, `${name}: in exceptions.tsv, but the official package has none`])
  return checks
}
