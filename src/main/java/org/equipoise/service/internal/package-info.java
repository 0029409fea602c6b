/**
 * When have files changed? Only this library uses it: it may change with every version. Paths come
 * in; the moment leaves when files are saved and at rest. What the files hold never enters.
 */
@NullMarked
package org.equipoise.service.internal;

import org.jspecify.annotations.NullMarked;
