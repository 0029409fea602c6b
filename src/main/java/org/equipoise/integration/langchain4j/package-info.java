/**
 * How is a LangChain4j service governed? The input is messages to a model, its replies and its tool
 * calls, with the host's description of each as a case. The result is guardrail results, and tools
 * that run only if they may. Decisions are made before this package.
 */
@NullMarked
package org.equipoise.integration.langchain4j;

import org.jspecify.annotations.NullMarked;
