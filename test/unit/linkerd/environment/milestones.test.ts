import { describe, expect, it } from 'vitest';
import { isReleaseBefore, milestoneOf } from '../../../../server/src/linkerd/environment/milestones.ts';
import { parseRelease, type Release } from '../../../../server/src/linkerd/environment/releases.ts';

describe('isReleaseBefore', () => {
  it.each([
    ['edge-25.3.2', { edge: 'edge-25.3.3', milestone: '2.18' }, true],
    ['edge-25.3.3', { edge: 'edge-25.3.3', milestone: '2.18' }, false],
    ['edge-25.10.1', { edge: 'edge-25.9.4' }, false],
    ['edge-19.12.3', { edge: 'edge-20.1.1' }, true],
    ['2.17', { edge: 'edge-25.3.3', milestone: '2.18' }, true],
    ['2.18', { edge: 'edge-25.3.3', milestone: '2.18' }, false],
    ['stable-2.9.5', { edge: 'edge-21.4.4', milestone: '2.11' }, true],
    ['2.20', { edge: 'edge-25.3.3', milestone: '2.18' }, false],
    ['2.21', { edge: 'edge-25.3.3', milestone: '2.18' }, false],
  ])('%s before %o: %s', (release, name, expected) => {
    expect(isReleaseBefore(read(release), name)).toBe(expected);
  });

  it.each([
    ['2.17', { edge: 'edge-25.3.3' }, true],
    ['2.18', { edge: 'edge-25.3.3' }, false],
    ['2.20', { edge: 'edge-26.8.1' }, true],
    ['2.21', { edge: 'edge-26.8.1' }, undefined],
  ])('finds the milestone of an edge: %s before %o: %s', (release, name, expected) => {
    expect(isReleaseBefore(read(release), name)).toBe(expected);
  });

  it.each([
    ['edge-24.2.4', { milestone: '2.16' }, true],
    ['edge-24.2.5', { milestone: '2.16' }, undefined],
    ['edge-24.8.1', { milestone: '2.16' }, undefined],
    ['edge-24.8.2', { milestone: '2.16' }, false],
    ['edge-25.1.1', { milestone: '2.16' }, false],
    ['edge-26.6.3', { milestone: '2.21' }, true],
    ['edge-26.8.1', { milestone: '2.21' }, undefined],
  ])('knows the edges of a milestone: %s before %o: %s', (release, name, expected) => {
    expect(isReleaseBefore(read(release), name)).toBe(expected);
  });

  it('does not know what is not said', () => {
    expect(isReleaseBefore(read('2.18'), {})).toBeUndefined();
    expect(isReleaseBefore(read('edge-25.1.1'), {})).toBeUndefined();
    expect(isReleaseBefore(read('2.18'), { edge: 'linkerd-failover' })).toBeUndefined();
    expect(isReleaseBefore(read('edge-25.1.1'), { edge: 'edge' })).toBeUndefined();
  });
});

describe('milestoneOf', () => {
  it.each([
    ['edge-18.9.1', '2.0'],
    ['edge-23.4.1', '2.13'],
    ['edge-23.4.2', '2.14'],
    ['edge-24.11.8', '2.17'],
    ['edge-25.1.1', '2.18'],
    ['edge-26.7.1', undefined],
    ['2.18', undefined],
  ])('%s became part of %s', (edge, milestone) => {
    expect(milestoneOf(edge)).toBe(milestone);
  });
});

function read(text: string): Release {
  const release = parseRelease(text);
  if (!release) throw new Error(`${text} is not a release.`);
  return release;
}
