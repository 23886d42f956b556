// Holds the Kubernetes objects of a YAML stream against the models of their APIs, which are generated from Kubernetes' OpenAPI document and
// from the operators' Go sources:
//   kubectl kustomize deploy/k8s/overlays/dev | node deploy/k8s/check/check.mjs
// The compiler finds fields that do not exist, values of another type and fields that are missing; the models' own validators find what types
// cannot say: formats, ranges, patterns. Strimzi's objects have no such model; ManifestsTest holds them against Strimzi's own classes.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import yaml from 'js-yaml';
import ts from 'typescript';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const PACKAGES = { 'keda.sh': '@kubernetes-models/keda', 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' };
const CHECKED_ELSEWHERE = new Set(['kafka.strimzi.io']);

const group = (object) => (object.apiVersion.includes('/') ? object.apiVersion.split('/')[0] : '');
const title = (object) => `${object.kind} ${object.metadata.name}`;

function model(object) {
  return `${PACKAGES[group(object)] ?? 'kubernetes-models'}/${object.apiVersion}/${object.kind}`;
}

function typeErrors(objects) {
  const file = path.join(HERE, 'objects.ts');
  const source = objects
    .map((object, i) => `import type { I${object.kind} as T${i} } from '${model(object)}';\nexport const o${i}: T${i} = ${JSON.stringify(object)};`)
    .join('\n');
  const options = {
    strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, target) =>
    name === file ? ts.createSourceFile(file, source, target) : getSourceFile(name, target);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map((problem) => {
    const line = problem.file?.getLineAndCharacterOfPosition(problem.start).line ?? 0;
    const text = ts.flattenDiagnosticMessageText(problem.messageText, ' ');
    return `${title(objects[Math.floor(line / 2)])}: ${text}`;
  });
}

async function valueErrors(object) {
  try {
    const { [object.kind]: Model } = await import(model(object));
    new Model(object).validate();
    return [];
  } catch (problem) {
    return [`${title(object)}: ${problem.message}`];
  }
}

const all = yaml.loadAll(readFileSync(0, 'utf8')).filter(Boolean);
const objects = all.filter((object) => !CHECKED_ELSEWHERE.has(group(object)));
const errors = [...typeErrors(objects), ...(await Promise.all(objects.map(valueErrors))).flat()];
errors.forEach((error) => console.error(error));
console.log(`${objects.length} objects checked, ${all.length - objects.length} left to others, ${errors.length} errors`);
process.exit(errors.length === 0 ? 0 : 1);
