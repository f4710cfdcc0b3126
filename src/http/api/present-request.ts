import type { PublishRequest } from '../../releases/request-model.js';

/** A request to publish as JSON. */
export function presentRequest(request: PublishRequest) {
  const { publication } = request;
  return {
    id: request.id,
    build: request.buildId,
    channel: request.channel?.name ?? '',
    state: request.state,
    scheduledAt: request.scheduledAt?.toISOString() ?? null,
    notes: publication.notes,
    rolloutPercent: publication.rolloutPercent ?? 100,
    mandatory: publication.mandatory ?? false,
    confirmed: publication.confirm,
    requestedBy: request.requestedBy,
    requestedAt: request.requestedAt.toISOString(),
    decidedBy: request.decidedBy,
    decidedAt: request.decidedAt?.toISOString() ?? null,
    release: request.releaseId,
    failure: request.failure,
  };
}
