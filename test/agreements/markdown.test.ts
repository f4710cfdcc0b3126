import test from 'ava';
import { longestBody, renderMarkdown } from '../../src/agreements/markdown.js';

test('headings, lists, tables and links become what they are', (t) => {
  const html = renderMarkdown(
    '# 一\n\n- a\n- **b**\n\n[more](https://example.cn/a)\n\n|x|y|\n|-|-|\n|1|2|',
  );
  for (const piece of [
    '<h2>一</h2>',
    '<strong>b</strong>',
    'href="https://example.cn/a"',
    '<td>1</td>',
  ]) {
    t.true(html.includes(piece), piece);
  }
});

test('HTML is shown as the text it is, and nothing runs', (t) => {
  const hostile = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'a <b onmouseover=alert(1)>b</b>',
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>1</script>)',
    '[x]( vbscript:1)',
    '[x](//evil.example)',
    '[x](http://evil.example)',
    '<javascript:alert(1)>',
    '![x](https://evil.example/pixel.png)',
    '[x]: javascript:alert(1)\n\n[x]',
    '[a](https://e.cn "onmouseover=alert(1) x")',
    '```html\n<script>\n```',
  ];
  for (const text of hostile) {
    const html = renderMarkdown(text);
    t.notRegex(
      html,
      /<(?!\/?(p|h\d|ul|ol|li|strong|em|a|table|thead|tbody|tr|th|td|hr|br|blockquote|code)\b)/i,
      text,
    );
    t.notRegex(html, /href="(?!https:|mailto:|#)/i, text);
    t.notRegex(html, /<[^>]*\son\w+=/i, text);
  }
});

test('nesting without end and the longest text are rendered in a moment', (t) => {
  const begun = performance.now();
  for (const text of [
    '>'.repeat(longestBody),
    '['.repeat(longestBody),
    '*a '.repeat(20_000),
    '- '.repeat(30_000),
  ]) {
    t.is(typeof renderMarkdown(text), 'string');
  }
  t.true(performance.now() - begun < 20_000);
});

test('headings begin at 2 and leave no level out, whatever the author begins with', (t) => {
  const levels = (text: string) => renderMarkdown(text).match(/<h\d/g)?.join(' ');
  t.is(levels('# a\n\n## b\n\n# c'), '<h2 <h3 <h2');
  t.is(levels('### a\n\n##### b\n\n### c'), '<h2 <h3 <h2');
  t.is(levels('###### a\n\n# b'), '<h2 <h2');
});
