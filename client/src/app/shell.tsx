import { Outlet } from '@tanstack/react-router';
import { UpdateBar } from './use-updates.tsx';

/** Stands around every screen, of the tablet and of the desk. */
export function Shell() {
  return (
    <>
      <UpdateBar />
      <Outlet />
    </>
  );
}
