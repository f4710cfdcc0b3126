export default {
  files: ['test/**/*.ts', '!test/helpers/**', '!test/servers/**', '!test/demo.ts', '!test/fixtures.ts'],
  typescript: { rewritePaths: { 'test/': 'dist/test/' }, compile: false },
  timeout: '2m',
};
