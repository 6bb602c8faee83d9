/**
 * The JMX face: {@code dev.muster:type=Guardian}, {@code type=Reporter} and {@code type=Worker,name=NAME}. The interfaces
 * are the manual; {@link dev.muster.jmx.Beans} is the way in.
 */
package dev.muster.jmx;
