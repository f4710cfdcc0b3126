import MarkdownIt from 'markdown-it';

/** In characters of one language: a long agreement has some thirty thousand. */
export const longestBody = 60_000;

const markdown = new MarkdownIt('commonmark', { html: false, maxNesting: 30 })
  .enable('table')
  .disable(['image', 'html_block', 'html_inline', 'fence', 'code']);
// What the text names is a heading of the page's own first one.
markdown.validateLink = (address) => /^(https:\/\/|mailto:|#)/i.test(address.trim());

/**
 * A text in Markdown (CommonMark, with tables) as HTML. What it holds of HTML is shown as the text
 * it is; links lead to https addresses and mail; there are no pictures, and headings begin at 2.
 */
export function renderMarkdown(text: string): string {
  const tokens = markdown.parse(text, {});
  levelHeadings(tokens);
  return markdown.renderer.render(tokens, markdown.options, {});
}

/** The page has the first heading; below it no level is left out, whatever the author begins with. */
function levelHeadings(tokens: readonly { tag: string; nesting: number }[]): void {
  const written = tokens.map(({ tag }) => Number(/^h([1-6])$/.exec(tag)?.[1] ?? 0));
  const first = Math.min(...written.filter((level) => level > 0), 6);
  let last = 1;
  for (const [index, token] of tokens.entries()) {
    const level = written[index] ?? 0;
    if (level === 0) continue;
    if (token.nesting === 1) last = Math.min(level - first + 2, last + 1, 6);
    token.tag = `h${last}`;
  }
}
