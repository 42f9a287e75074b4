// SPDX-License-Identifier: Apache-2.0
// Records of every kind whose words are meant to harm: scripts, notes of thousands of letters, marks that turn the writing
// round, letters of no width, a word without end, letters under heaps of marks. makeHostile(request, base) → { kind, id } of each that the server took.

const SCRIPT = '<img src=x onerror=harm(1)><script>harm(2)</script>"\'`${harm(3)}'
const WORD = 'Nghiêng'.repeat(43) // 301 letters
const TURNED = '\u202e\u2066\u200f\u0627\u0644\u0642\u0631\u064a\u0629\u200b\u200d\u{1F469}\u200d\u{1F33E}'
const MARKED = ('e' + '\u0301\u0323\u0315'.repeat(21)).repeat(4) // each letter under 63 marks
const NOTE = (SCRIPT + ' ' + TURNED + ' ').repeat(200)

function wordsOf(field, i) {
  const most = field.max || (field.type === 'note' ? 4000 : 200)
  const text = field.type === 'note' ? NOTE : [SCRIPT + TURNED, WORD, TURNED + WORD, MARKED + SCRIPT][i % 4]
  return [...text].slice(0, Math.min(most, 10000)).join('')
}
function valueOf(field, i, made, today) {
  switch (field.type) {
    case 'text':
    case 'note':
    case 'person_name':
    case 'doc_number':
      return wordsOf(field, i)
    case 'key': // the natural key of a record there is
      return made.get('key of ' + field.ref)
    case 'code':
      return field.codes?.[0]?.code
    case 'codes':
      return field.codes?.map((code) => code.code)
    case 'ref':
      return made.get(field.ref)
    case 'bool':
      return true
    case 'int':
    case 'money':
    case 'share':
      return field.max ? Math.max(field.min ?? 0, Math.min(field.max, 1)) : (field.min ?? 1)
    case 'year':
      return Number(today.slice(0, 4))
    case 'date':
      return today
    default:
      return undefined
  }
}

/** request: of a page that is signed in; units: a commune to put them in. */
export async function makeHostile(request, base, unit) {
  const session = await (await request.get(base + '/api/v1/session')).json()
  const { kinds } = await (await request.get(base + '/api/v1/schema')).json()
  const made = new Map([['units', unit]])
  const records = []
  for (const ref of new Set(kinds.flatMap((kind) => kind.fields.filter((field) => field.type === 'key').map((field) => field.ref)))) {
    const { items } = await (await request.get(`${base}/api/v1/${ref}?limit=1`)).json()
    if (items?.length) made.set('key of ' + ref, items[0].code)
  }
  const headers = { 'X-CSRF-Token': session.csrf }
  const took = (kind, id, words) => {
    made.set(kind.slug, id)
    records.push({ kind: kind.slug, id, words })
    open = open.filter((each) => each !== kind)
    return true
  }
  /** Words of a record there is already. */
  async function change(kind) {
    const { items } = await (await request.get(`${base}/api/v1/${kind.slug}?limit=1`)).json()
    if (!items?.length) return false
    const texts = kind.fields.filter((field) => ['text', 'note', 'person_name'].includes(field.type) && !field.carried && !field.immutable)
    for (const [i, field] of texts.entries())
      await request.patch(`${base}/api/v1/${kind.slug}/${items[0].id}`, { data: { [field.name]: wordsOf(field, i) }, headers: { ...headers, 'Idempotency-Key': `${kind.slug}-${field.name}-hostile-words` } })
    return took(kind, items[0].id)
  }
  let open = kinds.filter((kind) => !kind.internal && kind.slug !== 'units')
  const refused = new Map()
  for (let round = 0, progress = true; open.length && progress && round < 6; round++) {
    progress = false
    for (const kind of [...open]) {
      const fields = kind.fields.filter((field) => !field.carried && field.name !== 'canonical')
      const values = {}
      fields.forEach((field, i) => {
        const value = valueOf(field, i, made, session.today)
        if (value !== undefined) values[field.name] = value
      })
      for (let attempt = 0; attempt < 8; attempt++) {
        const answer = await request.post(`${base}/api/v1/${kind.slug}`, { data: values, headers: { ...headers, 'Idempotency-Key': `${kind.slug}-${round}-${attempt}-hostile-record` } })
        const body = await answer.json()
        if (answer.ok()) {
          progress = took(kind, body.id, values[kind.label])
          break
        }
        refused.set(kind.slug, `${answer.status()} ${body.detail}`)
        if (answer.status() === 409) {
          progress = (await change(kind)) || progress // there may be one only: that one
          break
        }
        // what the server will not take is shortened, made plain, or left out: the rest stays as it is
        const wrong = (body.errors ?? []).map((error) => error.field).filter((name) => name in values)
        if (!wrong.length) break
        for (const name of wrong) {
          const value = values[name]
          if (typeof value === 'string' && [...value].length > 80) values[name] = [...value].slice(0, 80).join('')
          else if (typeof value === 'string' && /[<\u202e]/.test(value)) values[name] = 'Nghiêng'.repeat(8)
          else delete values[name]
        }
      }
    }
  }
  return { records, refused: open.map((kind) => [kind.slug, refused.get(kind.slug)]), kinds: kinds.filter((kind) => !kind.internal) }
}
