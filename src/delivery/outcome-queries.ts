import { col, fn, Op } from 'sequelize';
import { countByDay } from '../database/by-day.js';
import { Download, Outcome, type OutcomeStep, outcomeSteps } from './model.js';

/** How many people reached each step with a build. */
export async function funnelOfBuild(buildId: number): Promise<Record<OutcomeStep, number>> {
  const rows = await rawRows<{ step: OutcomeStep; people: number | string }>({
    attributes: ['step', [fn('COUNT', fn('DISTINCT', col('user_id'))), 'people']],
    where: { buildId },
    group: ['step'],
  });
  const funnel = Object.fromEntries(outcomeSteps.map((step) => [step, 0]));
  for (const { step, people } of rows) funnel[step] = Number(people);
  return funnel as Record<OutcomeStep, number>;
}

/** How many people have every byte of a build. */
export function countHolders(buildId: number): Promise<number> {
  return Outcome.count({ where: { buildId, step: 'all-bytes' }, distinct: true, col: 'userId' });
}

/** The step furthest on that a person reached with a build, and when they were last seen with it. */
export interface PersonOutcome {
  userId: number;
  step: OutcomeStep;
  at: Date;
}

/** One row a person, who was last seen first, with the number of all people. */
export async function peopleOfBuild(
  buildId: number,
  page: { offset: number; limit: number },
): Promise<{ outcomes: PersonOutcome[]; total: number }> {
  const seen = await rawRows<{ userId: number }>({
    attributes: ['userId', [fn('MAX', col('at')), 'lastAt']],
    where: { buildId },
    group: ['userId'],
    order: [
      [fn('MAX', col('at')), 'DESC'],
      ['userId', 'ASC'],
    ],
    ...page,
  });
  const userIds = seen.map(({ userId }) => userId);
  const reached = await Outcome.findAll({
    where: { buildId, userId: { [Op.in]: userIds } },
    order: [['at', 'ASC']],
  });
  const total = await Outcome.count({ where: { buildId }, distinct: true, col: 'userId' });
  return { outcomes: userIds.map((userId) => furthest(userId, reached)), total };
}

/** The last steps of one person, newest first. */
export function outcomesOfPerson(userId: number, limit: number): Promise<Outcome[]> {
  const order: [string, string][] = [
    ['at', 'DESC'],
    ['id', 'DESC'],
  ];
  return Outcome.findAll({ where: { userId }, order, limit });
}

/** How many downloads were completed since then, by day (`2026-11-25`, UTC). */
export function countDownloadsByDay(since: Date): Promise<Map<string, number>> {
  return countByDay(Download, 'completedAt', since);
}

function furthest(userId: number, reached: readonly Outcome[]): PersonOutcome {
  const own = reached.filter((outcome) => outcome.userId === userId);
  const rank = Math.max(...own.map(({ step }) => outcomeSteps.indexOf(step)));
  const at = own.at(-1)?.at ?? new Date(0);
  return { userId, step: outcomeSteps[rank] ?? 'page', at };
}

async function rawRows<Row>(options: Parameters<typeof Outcome.findAll>[0]): Promise<Row[]> {
  return (await Outcome.findAll({ ...options, raw: true })) as unknown as Row[];
}
