/** {@code new-worker}: a project of one worker, made from templates, and the jar and repository that it builds against. */
package dev.muster.cli.project;
