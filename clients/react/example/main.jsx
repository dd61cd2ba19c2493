import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { useNotifications } from 'fundbell-react';

/** `?sink=` and `?user=` name others. */
const parameters = new URLSearchParams(location.search);
const baseUrl = parameters.get('sink') ?? 'http://localhost:8081';
const demoUser = Number(parameters.get('user') ?? 1);

/** Stands in for the sign-in of your service: the demo lets anybody be anybody. */
async function signIn(userId) {
  const answer = await fetch(`${baseUrl}/api/local/sign-in`, {
    method: 'POST', credentials: 'include', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ userId }),
  });
  if (!answer.ok) {
    throw new Error(`The sign-in answered ${answer.status}`);
  }
}

function Bell({ userId }) {
  const { unread, connection } = useNotifications({ userId, baseUrl });
  return (
    <button type="button" className="bell" aria-label={`${unread} unread`} title={connection.state}>
      <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
        <path d="M12 3a6 6 0 0 0-6 6v4l-2 4h16l-2-4V9a6 6 0 0 0-6-6zM9.5 19a2.5 2.5 0 0 0 5 0" />
      </svg>
      {unread > 0 && <span className="badge">{unread}</span>}
    </button>
  );
}

function Inbox({ userId }) {
  const { items, loaded, hasMore, markRead, loadMore } = useNotifications({ userId, baseUrl });
  if (!loaded) {
    return <p>Loading …</p>;
  }
  return (
    <>
      <ul>
        {items.map(({ notificationId, message, readAt }) => (
          <li key={notificationId} className={readAt ? '' : 'unread'}>
            {message} {!readAt && <button type="button" onClick={() => markRead(notificationId).catch(console.warn)}>Read</button>}
          </li>
        ))}
      </ul>
      {hasMore && <button type="button" onClick={() => loadMore().catch(console.warn)}>More</button>}
    </>
  );
}

function App() {
  const [userId, setUserId] = useState(null);
  const [open, setOpen] = useState(true);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    signIn(demoUser).then(() => setUserId(demoUser), (error) => setProblem(error.message));
  }, []);
  if (problem) {
    return <p role="alert">{problem}. Is Fundbell running at {baseUrl}?</p>;
  }
  return (
    <>
      <header>
        <h1>My fundings</h1>
        {open && <Bell userId={userId} />}
      </header>
      {open && <Inbox userId={userId} />}
      <button type="button" id="toggle" onClick={() => setOpen(!open)}>{open ? 'Hide' : 'Show'} notifications</button>
    </>
  );
}

createRoot(document.getElementById('root')).render(<StrictMode><App /></StrictMode>);
