export default {
  files: ['test/servers/**/*.ts'],
  typescript: { rewritePaths: { 'test/': 'dist/test/' }, compile: false },
  timeout: '5m',
  concurrency: 1,
};
