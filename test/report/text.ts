import fc from 'fast-check'

/** What ends or begins something in HTML, CSS, SVG or CSV. */
const hostile = fc.constantFrom(
  '<',
  '>',
  '&',
  '"',
  "'",
  '`',
  '&lt;',
  '&#60;',
  '<script>alert(1)</script>',
  '</style>',
  '</svg>',
  '</title>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '" onload="alert(1)',
  'javascript:alert(1)',
  '\u00a0',
  '\u2028',
  '𝒳',
  'ß',
)

/** Text of one line that may hold anything. */
export const textArbitrary: fc.Arbitrary<string> = fc
  .array(fc.oneof(hostile, fc.string({ unit: 'grapheme', maxLength: 4 })), { minLength: 1, maxLength: 6 })
  .map((parts) => `a${parts.join('')}`)
