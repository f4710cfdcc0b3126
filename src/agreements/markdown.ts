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
  for (const token of tokens) {
    const level = /^h([1-6])$/.exec(token.tag)?.[1];
    if (level !== undefined) token.tag = `h${Math.min(6, Number(level) + 1)}`;
  }
  return markdown.renderer.render(tokens, markdown.options, {});
}
