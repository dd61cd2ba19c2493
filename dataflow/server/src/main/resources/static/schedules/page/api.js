const SERVER = new URL('../', document.baseURI);

/** A server that has not answered by then is taken for one that is away. A change takes as long as it takes. */
const PATIENCE_MS = 20_000;

/** A request that the server has refused; its message is the server's sentence. */
export class RefusedError extends Error {

  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

}

/** Data Flow's REST API, as far as our pages need it: the requests of `./fundbell schedule` and `./fundbell trace`. */
export const api = {
  me: () => send('GET', 'security/info'),
  async schedules() {
    const answer = await send('GET', 'tasks/schedules');
    return (answer._embedded?.scheduleInfoResourceList ?? []).map(schedule);
  },
  schedule: async (name) => schedule(await send('GET', path(name))),
  runs: (name, limit) => send('GET', `${path(name)}/runs`, { limit }),
  run: (name) => send('POST', `${path(name)}/run`),
  pause: (name) => send('POST', `${path(name)}/pause`),
  resume: (name) => send('POST', `${path(name)}/resume`),
  change: (name, properties, args) => send('PUT', path(name), { properties: line(properties), arguments: args }),
  preview: (properties, args) => send('GET', 'tasks/schedules/preview', { properties: line(properties), arguments: args }),
  backfill: (name, from, to, parallel) => send('POST', `${path(name)}/backfill`, { from, to, parallel }),
  trace: (kind, id) => send('GET', `traces/${kind}s/${id}`),
  stop: (run) => send('POST', `tasks/executions/${run.execution}`, { schemaTarget: run.schemaTarget }),
};

/** The name that stands for all schedules. */
export const ALL = '*';

async function send(method, path, parameters = {}) {
  const url = new URL(path, SERVER);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined) {
      url.searchParams.set(name, value);
    }
  }
  const [response, body] = await answer(url, { method, headers: { Accept: 'application/json' } },
    (response) => ((response.headers.get('Content-Type') ?? '').includes('json') ? response.json() : null));
  if (!response.ok) {
    throw new RefusedError(response.status, sentence(response.status, body));
  }
  return body;
}

async function answer(url, request, read) {
  const patience = new AbortController();
  const timer = request.method === 'GET' || !request.method ? setTimeout(() => patience.abort(), PATIENCE_MS) : null;
  try {
    const response = await fetch(url, { ...request, signal: patience.signal });
    return [response, await read(response)];
  }
  catch {
    throw new RefusedError(0, 'The server does not answer.');
  }
  finally {
    clearTimeout(timer);
  }
}

function sentence(status, body) {
  const errors = body?._embedded?.errors ?? (Array.isArray(body) ? body : []);
  const refusals = { 401: 'You are not signed in.', 403: 'Your roles do not allow this.' };
  return refusals[status] ?? errors[0]?.message ?? `The server answers with status ${status}.`;
}

const path = (name) => `tasks/schedules/${encodeURIComponent(name)}`;

const line = (properties) => Object.entries(properties).map(([name, value]) => `${name}=${value}`).join(',');

function schedule({ scheduleName, taskDefinitionName, scheduleProperties }) {
  const properties = { ...scheduleProperties };
  return {
    name: scheduleName,
    task: taskDefinitionName,
    cron: properties['spring.cloud.scheduler.cron.expression'],
    zone: properties['scheduler.cron.time-zone'],
    paused: properties.paused === 'true',
    next: properties['next-run'],
    last: properties['last-run'],
    outcome: properties['last-outcome'],
    state: properties['last-state'],
    arguments: properties.arguments ?? '',
    properties,
  };
}
