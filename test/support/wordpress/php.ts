// @ts-expect-error: the package has no declarations.
import { getPHPLoaderModule } from '@php-wasm/node-7-4';
import * as universal from '@php-wasm/universal';

/** PHP 7.4 in WebAssembly, with a file system of its own in memory. */
interface Php {
  /** Makes a folder and those above it. */
  mkdir(path: string): void;
  writeFile(path: string, content: string | Uint8Array): void;
  /** Runs a PHP file from scratch. Rejects on a fatal error. */
  run(request: { code: string }): Promise<{ text: string; errors: string }>;
  exit(): void;
}

// The declarations of the package name its files without extensions, which TypeScript does not follow here.
const { PHP, loadPHPRuntime } = universal as unknown as {
  PHP: new (runtime: number) => Php;
  loadPHPRuntime(loader: unknown): Promise<number>;
};

/** Starts PHP. Nothing that it runs touches the machine or the network. */
export async function startPhp(): Promise<Php> {
  return new PHP(await loadPHPRuntime(await getPHPLoaderModule()));
}
