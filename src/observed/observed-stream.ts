import { JsonDocuments } from '../input/json-documents.js';
import { AnswerSeries } from './answer-series.js';
import { takeDocument } from './answer-document.js';
import { type BlockLine, domjobinfoAnswer, firstLabel, labelledLine } from './domjobinfo-block.js';
import { isFinal, type MigrationReading, type ObservedMigration } from './migration-reading.js';
import { faultAt, faultOf, type ObservedSource } from './observed-source.js';
import type { TimedAnswer } from './timed-answer.js';

/** What reads the lines of one form. */
interface FormReader {
  line(text: string, number: number): readonly MigrationReading[];
  end(): readonly MigrationReading[];
}

/**
 * Reads what was seen of a migration as it comes, line by line: JSON (QEMU's answers, a report of guestperf) or the text of
 * `virsh domjobinfo`. The first line that is not empty says which.
 */
export class ObservedStream {
  private readonly series = new AnswerSeries();
  private reader: FormReader | null = null;
  private number = 0;

  constructor(private readonly source: ObservedSource) {}

  /** All that was read so far; its readings grow with every line. */
  get migration(): ObservedMigration {
    return this.series.migration;
  }

  /**
   * Takes a line, without its newline.
   *
   * @returns the readings that it completes
   * @throws InputError in one sentence, with the number of the line
   */
  line(text: string): readonly MigrationReading[] {
    this.number++;
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (this.reader === null && line.trim() === '') return [];
    this.reader ??= this.readerFor(line);
    return this.reader.line(line, this.number);
  }

  /**
   * What the end of the text completes.
   *
   * @throws InputError if something was cut short
   */
  end(): readonly MigrationReading[] {
    return this.reader?.end() ?? [];
  }

  private hasVanished({ status }: TimedAnswer): boolean {
    const before = this.series.last?.status ?? 'none';
    return status === 'none' && before !== 'none' && !isFinal(before);
  }

  private readerFor(line: string): FormReader {
    if (/^\s*[[{]/.test(line)) return this.jsonReader();
    if (isMessage(line) || labelledLine(line, 1)?.label === firstLabel) return this.blockReader();
    throw faultOf(this.source, `is nothing that is read here (line ${this.number})`);
  }

  private jsonReader(): FormReader {
    const documents = new JsonDocuments(this.source.file, this.source.option);
    return {
      line: (text, number) => {
        const found = documents.line(text, number);
        if (found === null) return [];
        return takeDocument(found.document, this.series, { source: this.source, line: found.line });
      },
      end: () => {
        documents.end();
        return this.series.addKept();
      },
    };
  }

  private blockReader(): FormReader {
    let block: BlockLine[] = [];
    const finish = (): readonly MigrationReading[] => {
      if (block.length === 0) return [];
      const place = { source: this.source, line: block[0].line };
      const answer = domjobinfoAnswer(block, place);
      block = [];
      return [this.series.add(this.hasVanished(answer) ? vanished(answer) : answer, place)];
    };
    return {
      line: (text, number) => {
        if (text.trim() === '' || isMessage(text)) return finish();
        const labelled = labelledLine(text, number);
        if (labelled === null || (block.length === 0 && labelled.label !== firstLabel)) {
          throw faultAt(
            { source: this.source, line: number },
            { value: text, problem: 'is not a line of virsh domjobinfo' },
          );
        }
        const finished = labelled.label === firstLabel ? finish() : [];
        block.push(labelled);
        return finished;
      },
      end: finish,
    };
  }
}

/** Of a migration that completes libvirt stops the guest before it ends the job, and then has no domain to tell of. */
function vanished(answer: TimedAnswer): TimedAnswer {
  const failure = 'libvirt has no job any more, and the guest still runs here: failed or cancelled';
  return { ...answer, status: 'failed', failure };
}

/** What virsh says where there is no job, or no domain any more. */
function isMessage(line: string): boolean {
  return line.startsWith('error:');
}
