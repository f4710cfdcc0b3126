import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Grant, Group, GroupMember } from './model.js';

export interface GroupDeps {
  transaction: RunTransaction;
  /** Called after the change: the gate forgets what it knew. */
  onChange(): void;
}

/** Makes a group of these numbers, or has the group of that name hold exactly these. */
export async function putGroup(
  deps: GroupDeps,
  { name, numbers, actor }: { name: string; numbers: readonly string[]; actor: string },
): Promise<Group> {
  await deps.transaction(async (transaction) => {
    await Group.bulkCreate([{ name, createdBy: actor }], { ignoreDuplicates: true, transaction });
    const lock = transaction.LOCK.UPDATE;
    const group = await Group.findOne({ where: { name }, transaction, lock });
    if (group === null) throw new Error(`the group ${name} was neither made nor found`);
    await GroupMember.destroy({ where: { groupId: group.id }, transaction });
    const members = [...new Set(numbers)].map((number) => ({ groupId: group.id, number }));
    await GroupMember.bulkCreate(members, { transaction });
    const event = { actor, action: 'group.edit', subject: `group:${name}` };
    await recordAudit({ ...event, details: { members: members.length } }, transaction);
  });
  deps.onChange();
  return requireGroup(name);
}

/** Deletes a group and what was granted to it. Throws `not_found`. */
export async function deleteGroup(
  deps: GroupDeps,
  { name, actor }: { name: string; actor: string },
): Promise<void> {
  await deps.transaction(async (transaction) => {
    const group = await Group.findOne({ where: { name }, transaction });
    if (group === null) throw notFound(name);
    await GroupMember.destroy({ where: { groupId: group.id }, transaction });
    await Grant.destroy({ where: { kind: 'group', value: name }, transaction });
    await group.destroy({ transaction });
    await recordAudit({ actor, action: 'group.delete', subject: `group:${name}` }, transaction);
  });
  deps.onChange();
}

/** By name, each with its members. */
export function listGroups(): Promise<Group[]> {
  return Group.findAll({
    include: [{ model: GroupMember, as: 'members' }],
    order: [['name', 'ASC']],
  });
}

/** With its members. Throws `not_found`. */
export async function requireGroup(name: string): Promise<Group> {
  const group = await Group.findOne({
    where: { name },
    include: [{ model: GroupMember, as: 'members' }],
  });
  if (group === null) throw notFound(name);
  return group;
}

/** Its members' numbers, in order. */
export function numbersOf(group: Group): string[] {
  return (group.members ?? []).map(({ number }) => number).sort();
}

function notFound(name: string): AppError {
  return new AppError('not_found', `There is no group "${name}".`);
}
