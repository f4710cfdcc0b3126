import type { User } from '../../src/accounts/model.js';
import { signInPerson } from '../../src/accounts/sign-in.js';
import { activate } from '../../src/registrations/activate.js';
import type { TestServer } from './server.js';

export interface SamplePerson {
  number: string;
  name?: string;
  phone: string;
}

export const samplePassword = 'correct horse battery';

/** A person of the roster who has registered. */
export async function registerPerson(server: TestServer, person: SamplePerson): Promise<User> {
  const { number, name = '张三丰', phone } = person;
  await server.roster(
    `number,name,department,phone,password\n${number},${name},物理学院,${phone},${samplePassword}\n`,
  );
  const signIn = { number, password: samplePassword, address: '127.0.0.1' };
  const user = await signInPerson(server.services, signIn, server.services.now());
  await activate(server.services, user, server.services.now());
  return user;
}
