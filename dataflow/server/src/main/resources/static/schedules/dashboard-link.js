/*
 * Links from Data Flow's dashboard to the page of the schedules. The server adds this script to the dashboard's index page; the
 * dashboard itself is left as it is, and draws its menu when it likes.
 */
const PAGE = '../schedules/';
const OWN_LINK = 'fundbell-schedules-link';
const OWN_HINT = 'fundbell-schedules-hint';

function addLink() {
  const own = document.querySelector('clr-vertical-nav a[href$="#/tasks-jobs/schedules"], clr-vertical-nav a[href$="tasks-jobs/schedules"]');
  if (!own || document.getElementById(OWN_LINK)) {
    return;
  }
  const link = own.cloneNode(true);
  link.id = OWN_LINK;
  link.href = PAGE;
  link.classList.remove('active');
  (link.querySelector('.nav-text') ?? link).textContent = 'Schedule runs';
  own.after(link);
}

function addHint() {
  const page = document.querySelector('app-schedules, app-schedule');
  if (!page || document.getElementById(OWN_HINT)) {
    return;
  }
  const name = /tasks-jobs\/schedules\/([^/?]+)/.exec(location.hash);
  const hint = document.createElement('p');
  const link = document.createElement('a');
  hint.id = OWN_HINT;
  link.href = name ? `${PAGE}#${name[1]}` : PAGE;
  link.textContent = 'Schedule runs';
  hint.append('History, run now, pause, edit and backfill are on the page ', link, '.');
  page.prepend(hint);
}

function add() {
  addLink();
  addHint();
}

new MutationObserver(add).observe(document.body, { childList: true, subtree: true });
add();
