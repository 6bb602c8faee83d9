/** How what is logged is written: text or JSON, bounded in lines a second, with nothing in it that a terminal would obey. */
package dev.muster.cli.log;
