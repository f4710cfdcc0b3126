export default {
  files: ['test/**/*.test.ts', '!test/servers/**'],
  typescript: { rewritePaths: { 'test/': 'dist/test/' }, compile: false },
  timeout: '2m',
};
