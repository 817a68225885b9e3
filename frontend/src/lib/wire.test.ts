import { describe, expect, it } from 'vitest'
import { readReceipts } from './wire'

describe('readReceipts', () => {
  it.each([
    [{ messageIds: ['1', '2'], readerId: 'r', senderId: 's' }, [{ ids: ['1', '2'], readerId: 'r', senderId: 's' }]],
    [{ ids: ['1'] }, [{ ids: ['1'], readerId: null, senderId: null }]],
    [[{ _id: '1' }, { _id: '2' }], [{ ids: ['1'], readerId: null, senderId: null }, { ids: ['2'], readerId: null, senderId: null }]],
  ])('should understand %j', (payload, receipts) => expect(readReceipts(payload)).toEqual(receipts))

  it.each([null, 'x', 7, [null], { ids: 'x' }])('should pass over %j', (payload) => expect(readReceipts(payload)).toEqual([]))
})
