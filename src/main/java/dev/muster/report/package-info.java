/**
 * Results and books: the reporter, the sinks it delivers to, the account of each worker, and the roster that every face
 * reads.
 */
package dev.muster.report;
