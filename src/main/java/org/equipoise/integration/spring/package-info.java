/**
 * How does a Spring Boot application come to be governed? In come its properties and beans; out go
 * a governor and a guard, proven to block before the first request, and how they stand: at an
 * endpoint of the Actuator, in its health, and in a failed start that says which line of which rule
 * is at fault. The same classes serve Spring Boot 3.5 and 4.1.
 */
@NullMarked
package org.equipoise.integration.spring;

import org.jspecify.annotations.NullMarked;
