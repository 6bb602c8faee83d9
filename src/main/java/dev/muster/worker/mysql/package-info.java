/** {@code mysql-query}: repeats a statement on a MySQL or MariaDB server by Slick, Commons DBCP and Connector/J. */
package dev.muster.worker.mysql;
