/** The mark: a bubble, and the dot of someone who is there. */
export function Logo({ size = 36 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="19" fill="#0f6659" />
      <path
        fill="#fbf7ef"
        d="M31 14c-10.5 0-19 7.6-19 17 0 4.3 1.8 8.2 4.7 11.2.3 2.5-.5 5.1-2.3 7.2-.7.8 0 2 1 1.8 3.8-.5 7.1-1.8 9.7-3.6 1.9.5 3.9.8 5.9.8 10.5 0 19-7.6 19-17.4S41.5 14 31 14Z"
      />
      <circle cx="48" cy="18" r="10.5" fill="#0f6659" />
      <circle cx="48" cy="18" r="7" fill="#f0a070" />
    </svg>
  )
}
