/**
 * A Java agent for child processes: the parent holds the child's standard input open and never writes to it, so that the
 * end of input tells the child that its parent is gone, however it ended.
 */
package io.filterfit.stack.lifeline;
