/** What happens to an exception that code of the host throws? For Equipoise only. */
@NullMarked
package org.equipoise.service.governor.internal;

import org.jspecify.annotations.NullMarked;
