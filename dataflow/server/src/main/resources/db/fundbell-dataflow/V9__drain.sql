-- Whether a server takes no new launches, because somebody wants to stop it once its executions have ended.
ALTER TABLE fundbell_servers ADD COLUMN draining BOOLEAN NOT NULL DEFAULT FALSE;
