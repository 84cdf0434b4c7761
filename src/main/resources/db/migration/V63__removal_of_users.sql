-- A deleted user is dismissed at once: name and hash are gone. The ECGs follow in pieces, each in a statement of its own, and the row goes last. With
-- all of them in one statement its locks were held for as long as it took, and a user with more than fit into a statement's time limit could
-- not be deleted at all.
ALTER TABLE app_user ALTER COLUMN username DROP NOT NULL;
ALTER TABLE app_user ADD COLUMN removal_due_at timestamptz;
ALTER TABLE app_user ADD CHECK ((username IS NULL) = (removal_due_at IS NOT NULL));
COMMENT ON COLUMN app_user.removal_due_at IS 'Not null once dismissed: when any node is to go on with the removal, unless another one does.';
-- What the sweep looks at: small however many users there are.
CREATE INDEX app_user_removal ON app_user (removal_due_at) WHERE removal_due_at IS NOT NULL;
