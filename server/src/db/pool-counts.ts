import type { DataSource } from 'typeorm';
import { z } from 'zod';

const poolSchema = z.object({ totalCount: z.number(), idleCount: z.number(), waitingCount: z.number() });

/** How many connections the pool of a data source has, and how many wait for one; null where the driver does not say. */
export function countPool({
  driver,
}: DataSource): { readonly total: number; readonly idle: number; readonly waiting: number } | null {
  const pool = 'master' in driver ? poolSchema.safeParse(driver.master) : null;
  if (pool?.success !== true) return null;
  const { totalCount, idleCount, waitingCount } = pool.data;
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}
