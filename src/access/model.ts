import {
  type CreationOptional,
  type ForeignKey,
  type InferAttributes,
  type InferCreationAttributes,
  Model,
  type NonAttribute,
  type Sequelize,
} from 'sequelize';
import { id, number, text, time } from '../database/columns.js';
import { Channel } from '../releases/model.js';

/** To whom a channel is granted: a department by its name, a group by its name, a person by their number. */
export const grantKinds = ['department', 'group', 'person'] as const;
export type GrantKind = (typeof grantKinds)[number];

/** One grant, without whose channel. */
export interface Granted {
  kind: GrantKind;
  value: string;
}

/** A right to a channel. */
export class Grant extends Model<InferAttributes<Grant>, InferCreationAttributes<Grant>> {
  declare id: CreationOptional<number>;
  declare channelId: ForeignKey<Channel['id']>;
  declare kind: GrantKind;
  declare value: string;
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
}

/** People put together by hand, by their numbers; they need not have registered yet. */
export class Group extends Model<InferAttributes<Group>, InferCreationAttributes<Group>> {
  declare id: CreationOptional<number>;
  declare name: string;
  declare createdBy: string;
  declare createdAt: CreationOptional<Date>;
  declare members?: NonAttribute<GroupMember[]>;
}

export class GroupMember extends Model<
  InferAttributes<GroupMember>,
  InferCreationAttributes<GroupMember>
> {
  declare id: CreationOptional<number>;
  declare groupId: ForeignKey<Group['id']>;
  declare number: string;
  declare createdAt: CreationOptional<Date>;
}

export function defineAccess(sequelize: Sequelize): void {
  Grant.init(
    {
      id: id(),
      channelId: number(),
      kind: text(),
      value: text(),
      createdBy: text(),
      createdAt: time(),
    },
    { sequelize, tableName: 'grants' },
  );
  Grant.belongsTo(Channel, { as: 'channel', foreignKey: 'channelId' });
  Channel.hasMany(Grant, { as: 'grants', foreignKey: 'channelId' });
  Group.init(
    { id: id(), name: text(), createdBy: text(), createdAt: time() },
    { sequelize, tableName: 'groups' },
  );
  GroupMember.init(
    { id: id(), groupId: number(), number: text(), createdAt: time() },
    { sequelize, tableName: 'group_members' },
  );
  Group.hasMany(GroupMember, { as: 'members', foreignKey: 'groupId' });
}
