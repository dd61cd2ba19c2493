import { byId, element, show } from './dom.js';

const PAGES = { schedules: '../schedules/', support: '../support/', dashboard: '../dashboard/index.html#/tasks-jobs/schedules' };

/** Shows the bar at the top of a page: who is signed in, and links to the other pages. */
export function showBar(page) {
  const others = Object.entries(PAGES).filter(([name]) => name !== page);
  show(byId('bar'),
    element('a', { class: 'brand', href: '#' }, element('img', { src: `${PAGES.schedules}favicon.svg`, alt: '', width: 28, height: 28 }),
      'Fundbell ', element('span', { class: 'quiet' }, page)),
    element('nav', { 'aria-label': 'Pages' }, element('span', { class: 'quiet', id: 'user' }),
      ...others.map(([name, address]) => element('a', { class: 'button plain', href: address }, name[0].toUpperCase() + name.slice(1)))));
}
