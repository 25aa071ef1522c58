-- A company's own host name is looked at again each day: since when its proof has been missing.
alter table workspaces add column custom_domain_missing_since timestamptz;

create function door_domains_to_check() returns table (workspace_id uuid)
language sql stable security definer set search_path = public as
$$ select w.id from workspaces w where w.custom_domain_verified_at is not null and w.status = 'active' $$;

-- Deletes the bound workspace with all that hangs on it, and the accounts of people who belong to no other. Not while
-- somebody who runs the installation would be left without a workspace to enter.
create function door_delete_workspace(workspace uuid) returns boolean
language plpgsql security definer set search_path = public as $$
begin
  if workspace::text is distinct from current_setting('app.workspace', true) then
    return false;
  end if;
  if exists (
    select from members m join users u on u.id = m.user_id and u.is_super_admin
    where m.workspace_id = workspace and not exists (
      select from members o join workspaces ow on ow.id = o.workspace_id and ow.status = 'active'
      where o.user_id = m.user_id and o.workspace_id <> workspace and o.status = 'active')) then
    return false;
  end if;
  delete from users u using members m where m.workspace_id = workspace and m.user_id = u.id
    and not exists (select from members o where o.user_id = u.id and o.workspace_id <> workspace);
  delete from jobs where workspace_id = workspace;
  delete from workspaces w where w.id = workspace;
  return found;
end $$;

revoke all on function door_domains_to_check, door_delete_workspace from public;
grant execute on function door_domains_to_check, door_delete_workspace to frontdesk_app, frontdesk_engine;
