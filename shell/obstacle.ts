/** What is in the way of a file, by the system's name for it, and what to do about it. */
export const obstacles: Readonly<Record<string, string>> = {
  ENOENT: 'its folder does not exist; make it, or choose another place',
  ENOTDIR: 'what should be its folder is none; choose another place',
  EACCES: 'this user may not read it, or not write in its folder; change that, or choose another place',
  EPERM: 'this user may not replace it; change that, or choose another place',
  EROFS: 'it lies on a read-only file system; choose another place',
  ENOSPC: 'the disk is full; make room, or choose another place',
  EISDIR: 'it is a folder; give the path of a file',
  EFTYPE: 'it is no file of this kind, and is left as it is; choose another name',
}
