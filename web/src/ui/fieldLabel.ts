// The name of a field that the server refused: `co_department_ids[0]` is the co-departments to a clerk.

/** The i18n key of a field's name, or null for one that only programs know. */
export function fieldLabelKey(field: string, known: (key: string) => boolean): string | null {
  const plain = field.replace(/\[\d+\]/g, '')
  const last = plain.split('.').at(-1) ?? ''
  const names = [plain, last, ...[last].flatMap((name) => [name.replace(/_ids$/, 's'), name.replace(/_id$/, '')])]
  return names.map((name) => `field.${name}`).find(known) ?? null
}
