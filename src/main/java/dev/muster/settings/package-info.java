/**
 * Reads {@code application.conf} into records and says everything that is wrong with it at once.
 *
 * <p>Begin with {@link dev.muster.settings.SettingsReader}. Only the command line imports this package.
 */
package dev.muster.settings;
