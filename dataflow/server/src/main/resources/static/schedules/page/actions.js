import { ALL, api } from './api.js';
import { ask } from './dialogs.js';
import { complain, say } from './notices.js';

/** Actions of the buttons. Each reports its result, and has the view show the new state. */
export class Actions {

  /** Shows the new state. */
  reload;

  /** @param {() => Promise<void>} reload */
  constructor(reload) {
    this.reload = reload;
  }

  run = (schedule) => this.#act(async () => `${schedule.name} runs now, as execution ${await api.run(schedule.name)}.`);

  pause = (schedule) => this.#act(() => api.pause(schedule.name).then(() => `${schedule.name} is paused.`));

  resume = (schedule) => this.#act(() => api.resume(schedule.name).then(() => `${schedule.name} is active again.`));

  resumeAll = () => this.#act(() => api.resume(ALL).then(() => 'The schedules that were paused together are active again.'));

  pauseAll = () => ask('Pause everything?', 'No schedule fires until it is resumed. Runs that have begun go on.', 'Pause everything',
    () => api.pause(ALL).then(() => 'Each schedule is paused.'), this.done);

  stop = (run) => ask(`Stop execution ${run.execution}?`, 'The task is asked to end, and killed if it does not.', 'Stop it',
    () => api.stop(run).then(() => `Execution ${run.execution} is being stopped.`), this.done);

  /** Says what was done, and shows it. */
  done = async (sentence) => {
    say(sentence);
    await this.reload();
  };

  async #act(request) {
    let sentence;
    try {
      sentence = await request();
    }
    catch (refusal) {
      complain(refusal.message);
      return;
    }
    await this.done(sentence);
  }

}
