import test from 'ava';
import { publishAgreement } from '../../../src/agreements/versions.js';
import { see, startPhoneServer } from '../../helpers/phone-server.js';

test('the guide has the steps of this server: the code, and what is agreed to', async (t) => {
  const { server } = await startPhoneServer(t);
  const text = { title: '隐私声明', body: '内容' };
  const publication = {
    kind: 'privacy',
    texts: { zh: text, en: text },
    material: true,
    effectiveAt: server.services.now(),
    actor: 'admin:anna',
  } as const;
  await publishAgreement(server.services, publication, server.services.now());
  const guide = await see(server.client(), '/a/campus/guide');
  t.regex(guide.text, /「阅读并同意」[^<]*「同意并继续」/);
  t.regex(guide.text, /「输入短信验证码」[^<]*6 位验证码，点按「确定」/);
});
