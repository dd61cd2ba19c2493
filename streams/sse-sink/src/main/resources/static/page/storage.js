/** Preferences in this browser; where storage is switched off they last as long as the page. */
const fallback = new Map();

export function recall(key) {
  try {
    return localStorage.getItem(key);
  }
  catch {
    return fallback.get(key) ?? null;
  }
}

/** Null forgets the preference. */
export function store(key, value) {
  try {
    if (value === null) {
      localStorage.removeItem(key);
    }
    else {
      localStorage.setItem(key, value);
    }
  }
  catch {
    fallback.set(key, value);
  }
}
