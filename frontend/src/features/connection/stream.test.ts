import { beforeEach, describe, expect, it } from 'vitest'
import { forgetAnswer, takePiece, useAnswer } from './stream'

beforeEach(() => forgetAnswer())

describe('takePiece', () => {
  it('should put the pieces of one answer together, and begin anew with the next question', () => {
    takePiece({ delta: 'Be', replyTo: 'q1' })
    takePiece({ delta: 'cause', replyTo: 'q1' })
    expect(useAnswer.getState()).toEqual({ replyTo: 'q1', text: 'Because' })

    takePiece({ delta: 'No', replyTo: 'q2' })

    expect(useAnswer.getState()).toEqual({ replyTo: 'q2', text: 'No' })
  })

  it('should forget an answer that failed or was stopped, and pass over what is no piece', () => {
    takePiece({ delta: 'Be', replyTo: 'q1' })
    takePiece('what')
    expect(useAnswer.getState().text).toBe('Be')

    takePiece({ delta: '', replyTo: 'q1', end: 'failed' })

    expect(useAnswer.getState().text).toBe('')
  })
})
