/**
 * What of a store nobody needs any more.
 *
 * <p>Contract: a job's outcomes stay for ever, so that an event that is delivered again is answered and not worked on again; where only the
 * topics tell of a job's end, it is committed before anything goes. What belongs to a job that has not ended, and what a job that stays
 * names as its model, is never touched.
 */
package io.filterfit.cli.retention;
