import { createHash } from 'node:crypto';
import { Op } from 'sequelize';
import { recordAudit } from '../audit/record.js';
import type { RunTransaction } from '../database/transaction.js';
import { AppError } from '../errors.js';
import { Agreement, type AgreementKind, type AgreementTexts, agreementKinds } from './model.js';

const blank = { title: '', body: '' };
const published = { version: { [Op.ne]: null } };

/** The draft of the next version: as it was saved, else the words of the newest one. */
export async function readDraft(kind: AgreementKind): Promise<AgreementTexts> {
  const draft = await Agreement.findOne({ where: { kind, version: null } });
  const newest = draft ?? (await Agreement.findOne({ where: { kind }, order: [['id', 'DESC']] }));
  return newest?.texts ?? { zh: blank, en: blank };
}

export async function saveDraft(kind: AgreementKind, texts: AgreementTexts): Promise<void> {
  const draft = await Agreement.findOne({ where: { kind, version: null } });
  if (draft === null) await Agreement.create({ kind, version: null, texts, material: true });
  else await draft.update({ texts });
}

export interface Publication {
  kind: AgreementKind;
  texts: AgreementTexts;
  /** Whether those who agreed to an earlier version are asked again. The first version always is. */
  material: boolean;
  /** From when on it is in force. */
  effectiveAt: Date;
  actor: string;
}

/** Makes the next version of these texts. Throws `invalid_request` where a language is missing. */
export async function publishAgreement(
  deps: { transaction: RunTransaction; onChange(): void },
  { kind, texts, material, effectiveAt, actor }: Publication,
  now: Date,
): Promise<Agreement> {
  if (Object.values(texts).some(({ title, body }) => title.trim() === '' || body.trim() === '')) {
    throw new AppError('invalid_request', 'Title and text are needed in both languages.');
  }
  const agreement = await deps.transaction(async (transaction) => {
    const last = await Agreement.max<number | null, Agreement>('version', {
      where: { kind },
      transaction,
    });
    await Agreement.destroy({ where: { kind, version: null }, transaction });
    const version = (last ?? 0) + 1;
    const made = await Agreement.create(
      {
        kind,
        version,
        texts,
        sha256: fingerprint(texts),
        material: material || version === 1,
        effectiveAt: effectiveAt < now ? now : effectiveAt,
        publishedAt: now,
        publishedBy: actor,
      },
      { transaction },
    );
    const event = { actor, action: 'agreement.publish', subject: `agreement:${made.id}` };
    await recordAudit({ ...event, details: { kind, version, material } }, transaction);
    return made;
  });
  deps.onChange();
  return agreement;
}

/** All published versions, the newest first. */
export function listVersions(): Promise<Agreement[]> {
  return Agreement.findAll({
    where: published,
    order: [
      ['kind', 'ASC'],
      ['version', 'DESC'],
    ],
  });
}

/** A version that was published. Throws `not_found`. */
export async function requireVersion(kind: string, version: number): Promise<Agreement> {
  const agreement = await Agreement.findOne({ where: { kind, version } });
  if (agreement !== null) return agreement;
  throw new AppError('not_found', `There is no version ${version} of this text.`);
}

/** What is in force of a kind. */
export interface InForce {
  kind: AgreementKind;
  /** What people read and agree to now. */
  current: Agreement;
  /** The version that one must have agreed to, or a later one. */
  required: number;
}

/** What is in force now, one a kind at the most, in the order of the kinds. */
export async function agreementsInForce(now: Date): Promise<InForce[]> {
  const versions = await Agreement.findAll({
    where: { ...published, effectiveAt: { [Op.lte]: now } },
    order: [['version', 'DESC']],
  });
  return agreementKinds.flatMap((kind) => {
    const ofKind = versions.filter((version) => version.kind === kind);
    const [current] = ofKind;
    const material = ofKind.find((version) => version.material);
    return current ? [{ kind, current, required: material?.version ?? 1 }] : [];
  });
}

function fingerprint(texts: AgreementTexts): string {
  const { zh, en } = texts;
  const content = JSON.stringify([zh.title, zh.body, en.title, en.body]);
  return createHash('sha256').update(content).digest('hex');
}
