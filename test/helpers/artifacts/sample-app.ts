/** Who made the sample builds and what they are called, unless a test says otherwise. */
export const sampleApp = {
  identifier: 'cn.example.campus',
  name: 'Campus',
  chineseName: '校园通',
  organisation: 'Harbin Institute of Technology',
  teamIdentifier: 'HIT1920CN7',
} as const;
